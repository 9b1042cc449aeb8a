package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EcsHostFleetTest {
  /** A host compares it with the metadata of its task: family and revision, without the ARN. */
  @Test
  void aServicesTaskDefinitionIsNamedAsHostsNameTheirs() {
    String arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/griothostsTask6A3F:12";

    assertThat(EcsHostFleet.version(arn)).isEqualTo("griothostsTask6A3F:12");
  }
}
