package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * A linked device of an account.
 *
 * @param id another one each time a browser is linked, in the form of the real ones: {@code <LID's
 *     digits>:<number>@lid}
 * @param account the account's LID
 * @param publicKey what its logins are verified with (EC P-256, SPKI, base64)
 * @param linkedAt unix seconds
 * @param confirmedUpTo the number of the last push it confirmed; higher ones are kept for it
 */
public record Device(String id, Jid account, String publicKey, long linkedAt, long confirmedUpTo) {
  Device confirmed(long upTo) {
    return new Device(id, account, publicKey, linkedAt, upTo);
  }
}
