package io.griot.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * The installation with all defaults, synthesised once for all tests: starting the CDK's runtime
 * takes seconds.
 */
final class Synthesis {
  private static final Synthesis ONCE = new Synthesis();

  private final GriotApp griot;

  private Synthesis() {
    App app =
        new App(
            AppProps.builder()
                .outdir(Path.of("target", "cdk.out").toAbsolutePath().toString())
                .analyticsReporting(false)
                .build());
    griot = new GriotApp(app, config(Map.of("AWS_REGION", "eu-west-1"), standIns()));
    app.synth();
  }

  static GriotApp griot() {
    return ONCE.griot;
  }

  static Template template(Stack stack) {
    return Template.fromStack(stack);
  }

  static DeploymentConfig config(
      Map<String, String> environment, DeploymentConfig.Artifacts artifacts) {
    return DeploymentConfig.from(environment, artifacts);
  }

  /** In place of what packaging makes: templates name their content's digest, nothing else. */
  private static DeploymentConfig.Artifacts standIns() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "stand-ins").toAbsolutePath());
      Path jar = Files.writeString(folder.resolve("api-lambda.jar"), "stands in for the jar");
      Path image = Files.createDirectories(folder.resolve("image"));
      Files.writeString(image.resolve("Dockerfile"), "FROM scratch\n");
      return new DeploymentConfig.Artifacts(jar, image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
