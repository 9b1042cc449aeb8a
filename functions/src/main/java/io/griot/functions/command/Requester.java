package io.griot.functions.command;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;

/**
 * The requester of a command: a customer, with keys of one kind. To keys of the other kind it is as
 * absent as another customer's.
 */
public record Requester(CustomerId customer, Environment environment) {}
