package io.griot.infra;

import io.griot.contract.Catalogue;
import io.griot.contract.Operation;
import io.griot.contract.net.Cors;
import io.griot.contract.settings.ProcessEnvironment;
import io.griot.functions.ApiHandler;
import io.griot.functions.FunctionsSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegrationProps;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.ApiMapping;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.CorsPreflightOptions;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.SecurityPolicy;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * The API: an HTTP API with a route per operation of the catalogue, and the single Lambda behind
 * them, which starts from a snapshot.
 */
public final class ApiStack extends Stack {
  /** Below API Gateway's timeout of 30 s, so that the Lambda's own answer comes first. */
  private static final Duration LAMBDA_TIMEOUT = Duration.seconds(29);

  /** More than half a core. With less memory requests take longer, and so cost the same. */
  public static final int MEMORY_MIB = 1024;

  private static final int REQUESTS_PER_SECOND = 200;
  private static final int BURST = 400;

  /**
   * The limit for requests that match no route: other spellings of paths, mistakes, and probing.
   */
  private static final int OTHER_REQUESTS_PER_SECOND = 20;

  private static final String DEFAULT_ROUTE = "$default";

  /** The access log. It contains no headers, no paths with session names, and no bodies. */
  private static final String ACCESS_LOG_FORMAT =
      """
      {"request":"$context.requestId","at":"$context.requestTimeEpoch",\
      "from":"$context.identity.sourceIp","route":"$context.routeKey",\
      "status":"$context.status","millis":"$context.responseLatency",\
      "lambdaMillis":"$context.integrationLatency","bytes":"$context.responseLength",\
      "error":"$context.error.messageString"}\
      """;

  private final Alias alias;
  private final HttpApi api;

  public ApiStack(
      Construct scope, String id, StackProps props, DeploymentConfig config, IBucket bucket) {
    super(scope, id, props);
    GriotFunction function =
        new GriotFunction(
            this,
            config.artifacts(),
            settings(config, bucket, new Arns(this, config.names(), bucket)));
    function.countBoundsReached(this, new Metrics(config.names()));
    alias = function.alias();
    HttpLambdaIntegration integration =
        new HttpLambdaIntegration(
            "Lambda",
            alias,
            HttpLambdaIntegrationProps.builder().scopePermissionToRoute(false).build());
    Catalogue catalogue = Catalogue.load();
    HttpApi.Builder builder =
        HttpApi.Builder.create(this, "Api")
            .apiName(config.names().prefix())
            .createDefaultStage(false)
            .defaultIntegration(integration);
    if (config.cors().isOn()) {
      builder.corsPreflight(cors(config.cors(), catalogue));
    }
    api = builder.build();
    addRoutes(catalogue, integration);
    HttpStage stage = stage();
    config.domain().ifPresent(domain -> addDomain(domain, stage));
    CfnOutput.Builder.create(this, "Url").value(api.getApiEndpoint()).build();
  }

  public HttpApi api() {
    return api;
  }

  public Alias alias() {
    return alias;
  }

  private static GriotFunction.Settings settings(
      DeploymentConfig config, IBucket bucket, Arns arns) {
    return new GriotFunction.Settings(
        ApiHandler.class,
        MEMORY_MIB,
        LAMBDA_TIMEOUT,
        config.concurrency().reservedForApi(),
        environment(config, bucket).variables(),
        Permissions.ofApi(arns, parameters(config)));
  }

  /**
   * The Lambda's environment. It contains only names of secrets; the Lambda reads the secrets when
   * it needs them.
   */
  private static ProcessEnvironment environment(DeploymentConfig config, IBucket bucket) {
    ProcessEnvironment environment = GriotFunction.installation(config, bucket);
    config
        .domain()
        .ifPresent(domain ->
            environment.put(
                FunctionsSettings.PUBLIC_URL, Optional.of(URI.create("https://" + domain.name()))));
    environment.put(FunctionsSettings.MOST_WAITING, config.concurrency().waiting());
    environment.put(FunctionsSettings.COST_RATES, config.costRates());
    environment.put(FunctionsSettings.XOF_PER_USD, config.xofPerUsd());
    if (config.secrets().cinetPay().isPresent()) {
      environment.put(FunctionsSettings.CINETPAY_SECRETS, config.secrets().cinetPay());
    }
    if (config.secrets().payDunya().isPresent()) {
      environment.put(FunctionsSettings.PAYDUNYA_SECRETS, config.secrets().payDunya());
    }
    return environment;
  }

  private static List<String> parameters(DeploymentConfig config) {
    return Stream.of(config.secrets().cinetPay(), config.secrets().payDunya())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The CORS settings. API Gateway answers preflights itself, before the Lambda checks a key, and
   * sets the headers of all other answers. Credentials are off, because the API uses no cookies.
   */
  private static CorsPreflightOptions cors(Cors cors, Catalogue catalogue) {
    return CorsPreflightOptions.builder()
        .allowOrigins(cors.origins())
        .allowMethods(catalogue.methods().stream().map(CorsHttpMethod::valueOf).toList())
        .allowHeaders(Cors.ALLOWED_HEADERS)
        .exposeHeaders(Cors.EXPOSED_HEADERS)
        .maxAge(Duration.seconds(Cors.MAX_AGE.toSeconds()))
        .build();
  }

  /**
   * Adds a route per operation, so that each can be monitored and throttled separately. HEAD has
   * its own route, so that it does not share the low limit of unmatched requests. Those also go to
   * the Lambda, which answers unknown and misspelt paths with the API's own errors.
   */
  private void addRoutes(Catalogue catalogue, HttpLambdaIntegration integration) {
    for (Operation operation : catalogue.operations()) {
      api.addRoutes(
          AddRoutesOptions.builder()
              .path(operation.path().text())
              .methods(operation.methods().stream().map(HttpMethod::valueOf).toList())
              .integration(integration)
              .build());
    }
    // The integration's own permission covers only routes with a method and a path.
    alias.addPermission(
        "OtherRequests",
        Permission.builder()
            .principal(new ServicePrincipal("apigateway.amazonaws.com"))
            .sourceArn(
                formatArn(
                    ArnComponents.builder()
                        .service("execute-api")
                        .resource(api.getApiId())
                        .resourceName("*/" + DEFAULT_ROUTE)
                        .build()))
            .build());
    Suppressions.add(
        api,
        Map.of(
            "AwsSolutions-APIG4",
            "The Lambda authenticates each request by its API key; an authorizer would be a second"
                + " Lambda on the way of each."));
  }

  private HttpStage stage() {
    HttpStage stage =
        HttpStage.Builder.create(this, "Stage")
            .httpApi(api)
            .stageName(DEFAULT_ROUTE)
            .autoDeploy(true)
            .throttle(
                ThrottleSettings.builder().rateLimit(REQUESTS_PER_SECOND).burstLimit(BURST).build())
            .build();
    CfnStage template = Objects.requireNonNull((CfnStage) stage.getNode().getDefaultChild());
    LogGroup accesses = GriotFunction.logGroup(this, "Accesses");
    template.setAccessLogSettings(
        CfnStage.AccessLogSettingsProperty.builder()
            .destinationArn(accesses.getLogGroupArn())
            .format(ACCESS_LOG_FORMAT)
            .build());
    template.setRouteSettings(
        Map.of(
            DEFAULT_ROUTE,
            Map.of(
                "ThrottlingRateLimit",
                OTHER_REQUESTS_PER_SECOND,
                "ThrottlingBurstLimit",
                2 * OTHER_REQUESTS_PER_SECOND)));
    stage.getNode().addDependency(api); // the stage's settings name a route, which must exist first
    return stage;
  }

  private void addDomain(DeploymentConfig.Domain domain, HttpStage stage) {
    DomainName name =
        DomainName.Builder.create(this, "Domain")
            .domainName(domain.name())
            .certificate(
                Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn()))
            .securityPolicy(SecurityPolicy.TLS_1_2)
            .build();
    ApiMapping.Builder.create(this, "Mapping").api(api).domainName(name).stage(stage).build();
    CfnOutput.Builder.create(this, "PointTheDomainTo").value(name.getRegionalDomainName()).build();
  }
}
