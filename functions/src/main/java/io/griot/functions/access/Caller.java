package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;

/** A customer. */
public record Caller(
    CustomerId customer, Environment environment, SendingPlan sending, KeyRights rights)
    implements Identity {}
