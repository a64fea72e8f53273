/** What tests of the whole road share: compile a small method, run its companion, hold it against numbers. */
@NullMarked
package org.backwire.processor.testing;

import org.jspecify.annotations.NullMarked;
