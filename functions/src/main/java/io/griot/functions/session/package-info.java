/** Sessions as the API knows them: from what their hosts last saw, without asking anybody. */
@NullMarked
package io.griot.functions.session;

import org.jspecify.annotations.NullMarked;
