package io.griot.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * The installation with all defaults, synthesised once for all tests, because the CDK's runtime
 * takes seconds to start.
 */
final class Synthesis {
  private static final Path FOLDER = Path.of("target", "cdk.out").toAbsolutePath();
  private static final LocalDate PACKAGES_OF = LocalDate.of(2026, 1, 5);
  private static final Synthesis ONCE = new Synthesis();

  private final GriotApp griot;

  private Synthesis() {
    App app =
        new App(AppProps.builder().outdir(FOLDER.toString()).analyticsReporting(false).build());
    griot = new GriotApp(app, DeploymentConfig.from(Map.of("AWS_REGION", "eu-west-1"), standIns()));
    app.synth();
  }

  /** Another installation with these settings. */
  static GriotApp of(Map<String, String> environment) {
    return new GriotApp(
        new App(AppProps.builder().analyticsReporting(false).build()),
        DeploymentConfig.from(environment, standIns()));
  }

  static GriotApp griot() {
    return ONCE.griot;
  }

  /** The folder of the templates and of cdk-nag's reports. */
  static Path folder() {
    return FOLDER;
  }

  static Template template(Stack stack) {
    return Template.fromStack(stack);
  }

  /** The properties of a resource in a template. */
  @SuppressWarnings("unchecked") // keys of JSON objects are texts
  static Map<String, Object> properties(Map<String, Object> resource) {
    return (Map<String, Object>) Objects.requireNonNull(resource.get("Properties"));
  }

  /** Stand-ins for the packaged artifacts: templates contain only the digest of their content. */
  private static DeploymentConfig.Artifacts standIns() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "stand-ins").toAbsolutePath());
      Path jar = Files.writeString(folder.resolve("api-lambda.jar"), "stands in for the jar");
      Path image = Files.createDirectories(folder.resolve("image"));
      Files.writeString(image.resolve("Dockerfile"), "FROM scratch\n");
      return new DeploymentConfig.Artifacts(jar, image, PACKAGES_OF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
