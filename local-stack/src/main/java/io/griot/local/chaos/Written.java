package io.griot.local.chaos;

/**
 * A message that a person's phone wrote to an account.
 *
 * @param id its message id
 * @param account the number of who gets it
 * @param nanos when it was written
 */
record Written(String id, int account, long nanos) {}
