package io.griot.local.chaos;

import io.griot.contract.SessionId;
import io.griot.local.client.Phone;

/**
 * A linked account.
 *
 * @param number from 0
 * @param name the name of its session
 */
record Account(int number, String name, SessionId id, Phone phone) {}
