/**
 * The supervisor: mends what no running process mends, stops what may not run, counts the sessions
 * that are down, and plans how many session hosts there should be.
 */
@org.jspecify.annotations.NullMarked
package io.griot.functions.supervision;
