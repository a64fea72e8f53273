/** Backwire for users of Hipparchus: rules for its special functions, functions for its optimisers. */
@NullMarked
package org.backwire.hipparchus;

import org.jspecify.annotations.NullMarked;
