/** What a tool for GradBench knows, one file for each of its modules. */
@NullMarked
package org.backwire.benchmark.gradbench;

import org.jspecify.annotations.NullMarked;
