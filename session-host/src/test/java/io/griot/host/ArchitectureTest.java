package io.griot.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Tests the borders inside this module. The test of this name in local-stack checks the rules for
 * all modules.
 */
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
          .resideInAPackage("io.griot.host.lease")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.griot.host.browser", "io.griot.host.session")
          .because("who may run a session does not depend on how it is run");
}
