package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * A linked device of an account.
 *
 * @param id a new one for each linking, in WhatsApp's form: {@code <LID's digits>:<number>@lid}
 * @param account the account's LID
 * @param publicKey the key that verifies its logins (EC P-256, SPKI, base64)
 * @param linkedAt unix seconds
 * @param confirmedUpTo the number of the last confirmed push; later ones are kept for it
 */
public record Device(String id, Jid account, String publicKey, long linkedAt, long confirmedUpTo) {
  Device confirmed(long upTo) {
    return new Device(id, account, publicKey, linkedAt, upTo);
  }
}
