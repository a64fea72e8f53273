/** What every gate does to a gradient. */
@NullMarked
package org.backwire.processor.rules;

import org.jspecify.annotations.NullMarked;
