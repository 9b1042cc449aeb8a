package io.griot.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/** The whole installation: its stacks, in the order of their dependencies. */
public final class GriotApp {
  private final StateStack state;
  private final MessagingStack messaging;
  private final ApiStack api;
  private final WebhooksStack webhooks;
  private final SupervisionStack supervision;
  private final SessionHostStack hosts;

  /** Declares all stacks in an app, and adds the checks of cdk-nag. */
  public GriotApp(App app, DeploymentConfig config) {
    state =
        new StateStack(
            app, id(config, "state"), props(config, "Griot: data", true), config.names());
    messaging =
        new MessagingStack(
            app, id(config, "messaging"), props(config, "Griot: queues"), config.names());
    api = new ApiStack(app, id(config, "api"), props(config, "Griot: API"), config, state.bucket());
    webhooks =
        new WebhooksStack(
            app, id(config, "webhooks"), props(config, "Griot: webhooks"), config, state.bucket());
    supervision =
        new SupervisionStack(
            app,
            id(config, "supervision"),
            props(config, "Griot: supervision"),
            config,
            state,
            api,
            webhooks);
    hosts =
        new SessionHostStack(
            app,
            id(config, "hosts"),
            props(config, "Griot: session hosts"),
            config,
            state.bucket());
    // The stacks refer to each other only by name, so the dependencies are declared.
    api.addStackDependency(messaging);
    webhooks.addStackDependency(messaging);
    hosts.addStackDependency(messaging);
    // The new supervisor must run first: it migrates items, and drains old hosts while
    // CloudFormation waits for new ones.
    hosts.addStackDependency(supervision);
    Tags.of(app).add("griot", config.names().prefix());
    Aspects.of(app).add(new AwsSolutionsChecks());
  }

  /** The entry point for {@code cdk synth} and {@code cdk deploy}. */
  public static void main(String[] arguments) {
    App app = new App();
    Path project = Path.of("").toAbsolutePath();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    new GriotApp(
        app, DeploymentConfig.fromEnvironment(DeploymentConfig.Artifacts.below(project, today)));
    app.synth();
  }

  public List<Stack> stacks() {
    return List.of(state, messaging, api, webhooks, supervision, hosts);
  }

  public StateStack state() {
    return state;
  }

  public MessagingStack messaging() {
    return messaging;
  }

  public ApiStack api() {
    return api;
  }

  public WebhooksStack webhooks() {
    return webhooks;
  }

  public SessionHostStack hosts() {
    return hosts;
  }

  public SupervisionStack supervision() {
    return supervision;
  }

  private static String id(DeploymentConfig config, String part) {
    return config.names().prefix() + "-" + part;
  }

  private static StackProps props(DeploymentConfig config, String description) {
    return props(config, description, false);
  }

  private static StackProps props(
      DeploymentConfig config, String description, boolean mustNotBeDeleted) {
    var environment = Environment.builder().region(config.region());
    config.account().ifPresent(environment::account);
    return StackProps.builder()
        .env(environment.build())
        .description(description)
        .analyticsReporting(false)
        .terminationProtection(mustNotBeDeleted)
        .tags(Map.of())
        .build();
  }
}
