/**
 * Settings of processes. Each is defined once, with its key, type, unit, default and description.
 * Parsers, tables in the documentation and environments of started processes are derived from it.
 */
@NullMarked
package io.griot.contract.settings;

import org.jspecify.annotations.NullMarked;
