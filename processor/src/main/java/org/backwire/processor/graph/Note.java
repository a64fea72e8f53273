package org.backwire.processor.graph;

/**
 * What a line of derivative code is about, for the comment behind it.
 *
 * @param gate the gate whose rule the line applies: "mul", "sigmoid", "copy"
 * @param quote the primal expression in the user's words; empty if there is none
 */
public record Note(String gate, String quote) {}
