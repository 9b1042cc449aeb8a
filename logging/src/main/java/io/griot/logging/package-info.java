/**
 * How Griot's processes write their logs: Logback, found by its service loader. Code logs through
 * SLF4J and does not name this package.
 *
 * <p>A line is an event's name and key-value pairs. In the cloud it is a JSON object, whose fields
 * CloudWatch Logs Insights can query; elsewhere it is text.
 */
@NullMarked
package io.griot.logging;

import org.jspecify.annotations.NullMarked;
