package io.griot.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;

@AnalyzeClasses(packages = "io.griot.host", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyTheBrowserPackageKnowsSelenium =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.griot.host.browser")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openqa..")
          .because("what breaks with a new Selenium is then in one place");

  @ArchTest
  static final ArchRule noThreadSleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .because("every wait has a condition and a deadline");

  @ArchTest
  static final ArchRule onlyTheConfigurationReadsTheEnvironment =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Config")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("all a host can be told is in one record");

  @ArchTest
  static final ArchRule noMocks =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mockito..", "org.easymock..")
          .because("fakes of our own narrow interfaces say more");

  @ArchTest
  static final ArchRule storesDoNotKnowTheBrowser =
      noClasses()
          .that()
          .resideInAnyPackage("io.griot.host.lease", "io.griot.host.dynamo")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.griot.host.browser", "io.griot.host.session")
          .because("who may run a session does not depend on how it is run");
}
