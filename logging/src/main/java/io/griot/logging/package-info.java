/**
 * The log of Griot's processes, by Logback, which finds this package by its service loader. Code
 * logs through SLF4J and does not use this package.
 *
 * <p>A line is an event's name and key-value pairs. In the cloud it is a JSON object, whose fields
 * CloudWatch Logs Insights can query; elsewhere it is text.
 */
@NullMarked
package io.griot.logging;

import org.jspecify.annotations.NullMarked;
