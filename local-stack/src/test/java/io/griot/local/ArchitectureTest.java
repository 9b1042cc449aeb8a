package io.griot.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * The borders between modules and packages. They are checked here, because this module depends on
 * all others.
 */
@AnalyzeClasses(packages = "io.griot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule contractKnowsTheJdkJacksonAndJspecifyOnly =
      classes()
          .that()
          .resideInAPackage("io.griot.contract..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.griot.contract..", "java..", "com.fasterxml.jackson..", "org.jspecify..")
          .because("everybody depends on it, so whatever it needs everybody gets");

  @ArchTest
  static final ArchRule publicHttpKnowsTheJdkAndItsClientOnly =
      classes()
          .that()
          .resideInAPackage("io.griot.publichttp..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.griot.publichttp..", "java..", "org.apache.hc..", "org.jspecify..")
          .because("the API and the hosts share it, and what guards them must be small");

  @ArchTest
  static final ArchRule dynamoKnowsTheContractAndItsClientOnly =
      classes()
          .that()
          .resideInAPackage("io.griot.dynamo..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.griot.dynamo..",
              "io.griot.contract..",
              "java..",
              "software.amazon.awssdk..",
              "org.slf4j..",
              "org.jspecify..")
          .because("the API and the hosts share it, and neither may reach the other through it");

  @ArchTest
  static final ArchRule localAwsKnowsContractAndDynamoOnly =
      noClasses()
          .that()
          .resideInAPackage("io.griot.local.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.griot.functions..", "io.griot.host..", "io.griot.sandbox..", "io.griot.testing..")
          .because("the tests of functions and host run on it");

  @ArchTest
  static final ArchRule nothingThatRunsKnowsTheTests =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.griot.testing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.griot.testing..")
          .because("it is on the class path of tests alone");

  @ArchTest
  static final ArchRule functionsAndHostMeetInTheContractOnly =
      noClasses()
          .that()
          .resideInAPackage("io.griot.functions..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.griot.host..", "io.griot.sandbox..", "io.griot.local..")
          .because("the API and the hosts are deployed apart and speak through queues and tables");

  @ArchTest
  static final ArchRule hostKnowsNoFunctionAndNoSandbox =
      noClasses()
          .that()
          .resideInAPackage("io.griot.host..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.griot.functions..", "io.griot.sandbox..", "io.griot.local..")
          .because("a host cannot tell the sandbox from WhatsApp: only the page's address differs");

  @ArchTest
  static final ArchRule sandboxStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.griot.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.griot.functions..", "io.griot.host..", "io.griot.local..")
          .because("a stand-in that knew what stands on it could agree with it by accident");

  @ArchTest
  static final ArchRule onlyTheHostsBrowserPackagesSpeakSelenium =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.griot.host.browser..", "io.griot.host.bridge..", "io.griot.local.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openqa..")
          .because("what drives the browser must be replaceable in one place");

  @ArchTest
  static final ArchRule nobodyNamesTheLoggingLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.griot.logging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ch.qos.logback..", "io.griot.logging..")
          .because("code logs through SLF4J, so that one module decides how logs are written");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .because("a wait has a condition and a deadline");

  @ArchTest
  static final ArchRule onlyConfigurationReadsTheEnvironment =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Config")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("every setting is a documented field of a *Config record");

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching("io.griot.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  /** One slice per package, because patterns leave out a module's root package. */
  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
