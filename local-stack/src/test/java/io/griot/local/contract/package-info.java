/**
 * The contract run: every operation of the catalogue, over HTTP, on one running stack with a linked
 * account. Each operation has a success case that checks its effect on the other side, and a case
 * for each specific failure ({@link io.griot.local.contract.CompletenessTest} fails otherwise).
 * Refusals common to all operations are generated from their schemas ({@link
 * io.griot.local.contract.RefusalsIT}). Every answer is checked against the document.
 */
@NullMarked
package io.griot.local.contract;

import org.jspecify.annotations.NullMarked;
