/**
 * The supervisor: corrects what no running process corrects, stops sessions that may not run,
 * counts the sessions that are down, and plans the number of session hosts.
 */
@org.jspecify.annotations.NullMarked
package io.griot.functions.supervision;
