@NullMarked
package io.griot.functions.web;

import org.jspecify.annotations.NullMarked;
