package io.griot.local.chaos;

/**
 * A message that a person's phone wrote to an account.
 *
 * @param id its message id
 * @param account the number of the receiving account
 * @param nanos the time at which it was written
 */
record Written(String id, int account, long nanos) {}
