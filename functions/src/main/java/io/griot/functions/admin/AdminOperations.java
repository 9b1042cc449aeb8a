package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.api.ApiCall;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.customers.CustomerRecord;
import io.griot.functions.customers.CustomerRecordStore;
import io.griot.functions.docs.ApiDocs;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.util.Map;

/** The operations of operators, by {@code operationId}. Thread-safe. */
public final class AdminOperations {
  private final CustomerRecordStore customers;

  public AdminOperations(CustomerRecordStore customers) {
    this.customers = customers;
  }

  public Map<String, ApiOperation> table() {
    return Map.ofEntries(
        Map.entry("adminOpenApi", call -> ApiDocs.operatorsDescription(call.request())),
        Map.entry("adminCustomerGet", this::show));
  }

  private Reply show(ApiCall call) {
    return Reply.json(
        200,
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .set("customer", AdminAnswers.customer(customer(call))));
  }

  private CustomerRecord customer(ApiCall call) {
    String id = call.parameter("customerId");
    if (!CustomerId.isValid(id)) {
      throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
    }
    return customers
        .find(new CustomerId(id))
        .orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
  }
}
