/**
 * Settings of processes: each stands once, with its key, type, unit, default and description.
 * Parsers, tables in the documentation and environments of started processes are made from them.
 */
@NullMarked
package io.griot.contract.settings;

import org.jspecify.annotations.NullMarked;
