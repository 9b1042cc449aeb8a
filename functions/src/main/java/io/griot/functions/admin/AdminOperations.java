package io.griot.functions.admin;

import io.griot.functions.api.ApiOperation;
import io.griot.functions.docs.ApiDocs;
import java.util.Map;

/** The operations of operators, by {@code operationId}. */
public final class AdminOperations {
  private AdminOperations() {}

  public static Map<String, ApiOperation> table(
      AdminCustomers customers, AdminLimits limits, AdminKeys keys) {
    return Map.ofEntries(
        Map.entry("adminOpenApi", call -> ApiDocs.operatorsDescription(call.request())),
        Map.entry("adminCustomerCreate", customers::create),
        Map.entry("adminCustomerList", customers::list),
        Map.entry("adminCustomerGet", customers::show),
        Map.entry("adminCustomerChange", customers::change),
        Map.entry("adminCustomerSuspend", customers::suspend),
        Map.entry("adminCustomerResume", customers::resume),
        Map.entry("adminCustomerDelete", customers::delete),
        Map.entry("adminCustomerLimits", limits::set),
        Map.entry("adminCustomerKeyList", keys::list),
        Map.entry("adminCustomerKeyIssue", keys::issue),
        Map.entry("adminKeyRotate", keys::rotate),
        Map.entry("adminKeyRevoke", keys::revoke),
        Map.entry("adminKeyList", call -> keys.listOperators()),
        Map.entry("adminKeyIssue", keys::issueOperators));
  }
}
