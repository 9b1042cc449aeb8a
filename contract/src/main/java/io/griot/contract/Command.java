package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One accepted request for a session, as it travels from the API to the page.
 *
 * @param id names the command everywhere, for ever
 * @param session whose queue it travels on
 * @param operation an {@code operationId} of {@code openapi.yaml}
 * @param arguments the request's body and query, already validated; must not be changed
 * @param acceptedAt when the API stored it, on the API's clock
 */
public record Command(
    CommandId id, SessionId session, String operation, ObjectNode arguments, Instant acceptedAt) {}
