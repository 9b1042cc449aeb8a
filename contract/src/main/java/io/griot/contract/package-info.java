/**
 * The leaf all other modules use: what a command and its outcome are, the session's states, and the
 * one definition of every table and queue. Knows the JDK, Jackson and JSpecify, nothing of AWS.
 */
@NullMarked
package io.griot.contract;

import org.jspecify.annotations.NullMarked;
