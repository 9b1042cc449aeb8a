/** What mends what no process mends by itself, and counts the sessions that are down. */
@org.jspecify.annotations.NullMarked
package io.griot.functions.supervision;
