/** What a user of Backwire sees: the annotations, and the check of a gradient against numerical derivatives. */
@NullMarked
package org.backwire;

import org.jspecify.annotations.NullMarked;
