/** Random programs: generated, compiled, run, held against numbers, and shrunk where they fail. */
@NullMarked
package org.backwire.processor.random;

import org.jspecify.annotations.NullMarked;
