/** The pages for people: what they are made of, and how browsers must hold them. */
@NullMarked
package io.griot.functions.web;

import org.jspecify.annotations.NullMarked;
