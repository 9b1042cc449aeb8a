package io.griot.infra;

import io.griot.contract.QueueAttributes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementQueueTest {
  /** All of them, also those that the local stack's queues do not know. */
  @Test
  void hasEveryAttributeOfTheContract() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("QueueName", "griot-placement");
    QueueAttributes.ofPlacementQueue()
        .forEach((name, value) -> wanted.put(name, Integer.parseInt(value)));

    Synthesis.template(Synthesis.griot().messaging())
        .hasResourceProperties("AWS::SQS::Queue", wanted);
  }
}
