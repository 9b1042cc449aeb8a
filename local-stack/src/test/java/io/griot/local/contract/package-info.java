/**
 * The contract run: every operation of the catalogue, through HTTP, on one running stack with a
 * linked account. Each operation has a success case that looks at its effect where the other side
 * would see it, and a case for each failure that is its own ({@link
 * io.griot.local.contract.CompletenessTest} fails otherwise). What all operations refuse alike is
 * generated from their schemas ({@link io.griot.local.contract.RefusalsIT}). Every answer is held
 * against the document.
 */
@NullMarked
package io.griot.local.contract;

import org.jspecify.annotations.NullMarked;
