/** What an operator does with an installation, over HTTP. */
@NullMarked
package io.griot.functions.admin;

import org.jspecify.annotations.NullMarked;
