package io.griot.host.lease;

import io.griot.contract.SessionId;

/**
 * The right to run a session, as its holder knows it. Every write the holder makes for the session
 * is conditional on owner and token, so a holder that lost the lease can change nothing.
 *
 * @param token the fencing token: larger than that of every lease taken before on this session
 */
public record Lease(SessionId session, String owner, long token) {}
