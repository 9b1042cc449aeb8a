/**
 * The contract between the modules: commands and outcomes, states of sessions, and the definition
 * of every table and queue. It depends on the JDK, Jackson and JSpecify, and on nothing of AWS.
 */
@NullMarked
package io.griot.contract;

import org.jspecify.annotations.NullMarked;
