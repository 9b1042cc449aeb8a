package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Catalogue;
import io.griot.contract.net.Cors;
import io.griot.functions.ApiHandler;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ApiStackTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  private final Template template = Synthesis.template(Synthesis.griot().api());

  @Test
  void hasARouteForEveryOperationAndOneForAllElse() {
    List<String> wanted =
        Stream.concat(
                Stream.of("$default"),
                CATALOGUE.operations().stream()
                    .flatMap(operation ->
                        operation.methods().stream()
                            .map(method -> method + " " + operation.path().text())))
            .toList();

    assertThat(
            template.findResources("AWS::ApiGatewayV2::Route").values().stream()
                .map(route -> Synthesis.properties(route).get("RouteKey")))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void headHasARouteWhereGetHasOneAndSoTheLimitOfOperations() {
    template.hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of("RouteKey", "HEAD /ping"));
    template.hasResourceProperties(
        "AWS::ApiGatewayV2::Route", Map.of("RouteKey", "HEAD /session/status/{sessionId}"));
    template.hasResourceProperties(
        "AWS::ApiGatewayV2::Stage",
        Map.of("RouteSettings", Match.exact(Map.of("$default", Match.anyValue()))));
  }

  /** The quota of AWS can be raised, but before a deployment fails. */
  @Test
  void hasNoMoreRoutesThanAnHttpApiMayHave() {
    assertThat(template.findResources("AWS::ApiGatewayV2::Route")).hasSizeLessThan(300);
  }

  @Test
  void apiGatewayAnswersPreflightsOfPagesOfAnyOriginWithoutCredentials() {
    template.hasResourceProperties(
        "AWS::ApiGatewayV2::Api",
        Map.of(
            "CorsConfiguration",
            Match.exact(
                Map.of(
                    "AllowOrigins",
                    List.of("*"),
                    "AllowMethods",
                    List.copyOf(CATALOGUE.methods()),
                    "AllowHeaders",
                    Cors.ALLOWED_HEADERS,
                    "ExposeHeaders",
                    Cors.EXPOSED_HEADERS,
                    "MaxAge",
                    7200))));
  }

  @Test
  void apiGatewayMayInvokeTheAliasForAllOfThem() {
    Map<String, Map<String, Object>> permissions =
        template.findResources("AWS::Lambda::Permission");

    assertThat(permissions.values())
        .allSatisfy(permission ->
            assertThat(Synthesis.properties(permission))
                .containsEntry("Principal", "apigateway.amazonaws.com")
                .extractingByKey("FunctionName")
                .asString()
                .contains("Live"))
        .anySatisfy(permission -> assertThat(permission.toString()).contains("/*/*/*"))
        .anySatisfy(permission -> assertThat(permission.toString()).contains("/*/$default"));
  }

  @Test
  void theLambdaStartsFromASnapshotOnArm() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "Runtime", "java25",
            "Architectures", List.of("arm64"),
            "Handler", ApiHandler.class.getName(),
            "SnapStart", Map.of("ApplyOn", "PublishedVersions"),
            "Timeout", 29));
    template.hasResourceProperties(
        "AWS::Lambda::Alias",
        Map.of("Name", "live", "FunctionVersion", Map.of("Fn::GetAtt", Match.anyValue())));
  }

  @Test
  void requestsAreThrottledAndStrangeOnesMore() {
    template.hasResourceProperties(
        "AWS::ApiGatewayV2::Stage",
        Map.of(
            "DefaultRouteSettings",
            Map.of("ThrottlingRateLimit", 200, "ThrottlingBurstLimit", 400),
            "RouteSettings",
            Map.of("$default", Map.of("ThrottlingRateLimit", 20, "ThrottlingBurstLimit", 40))));
  }

  @Test
  void accessLogsKeepNoSecretAndNoSessionsName() {
    Map<String, Object> stage =
        template.findResources("AWS::ApiGatewayV2::Stage").values().iterator().next();
    String format = String.valueOf(Synthesis.properties(stage).get("AccessLogSettings"));

    assertThat(format)
        .contains("$context.requestId", "$context.routeKey", "$context.status")
        .doesNotContain("header", "authorizer", "$context.path", "querystring", "body");
  }

  @Test
  void everyLogEndsSomeDay() {
    template.allResourcesProperties(
        "AWS::Logs::LogGroup", Match.objectLike(Map.of("RetentionInDays", 30)));
  }

  @Test
  void hasADomainOnlyWhenAskedFor() {
    template.resourceCountIs("AWS::ApiGatewayV2::DomainName", 0);
  }
}
