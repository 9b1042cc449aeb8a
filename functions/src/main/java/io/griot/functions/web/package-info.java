/** The pages for people, and the headers that protect them. */
@NullMarked
package io.griot.functions.web;

import org.jspecify.annotations.NullMarked;
