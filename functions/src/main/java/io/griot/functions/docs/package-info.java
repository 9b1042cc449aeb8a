/** The API's description for people: the page that renders it, and the document itself. */
@NullMarked
package io.griot.functions.docs;

import org.jspecify.annotations.NullMarked;
