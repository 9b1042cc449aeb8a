/** The API's description and the page that renders it for people. */
@NullMarked
package io.griot.functions.docs;

import org.jspecify.annotations.NullMarked;
