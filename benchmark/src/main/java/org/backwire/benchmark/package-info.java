/** Companions against hand-written gradients and other tools, and a tool for GradBench. */
@NullMarked
package org.backwire.benchmark;

import org.jspecify.annotations.NullMarked;
