package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EcsHostFleetTest {
  /** A host compares with what the metadata of its task say: family and revision, no ARN. */
  @Test
  void aServicesTaskDefinitionIsNamedAsHostsNameTheirs() {
    String arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/griothostsTask6A3F:12";

    assertThat(EcsHostFleet.version(arn)).isEqualTo("griothostsTask6A3F:12");
  }
}
