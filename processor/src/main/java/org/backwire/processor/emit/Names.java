package org.backwire.processor.emit;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Hands out identifiers, each only once: the wish itself if it is free, else with the smallest number behind it. */
final class Names {
    /** Classes whose static members a companion calls: a variable of that name would hide them. */
    static final Set<String> CLASSES =
            Set.of("Math", "StrictMath", "Double", "Float", "Arrays", "Shapes", "Tape", "System");

    private final Set<String> taken;

    Names() {
        taken = new HashSet<>();
    }

    private Names(Set<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** An allocator that knows what this one has handed out so far. */
    Names copy() {
        return new Names(taken);
    }

    void reserve(String name) {
        taken.add(name);
    }

    String allocate(String wish) {
        String name = wish;
        for (int i = 2; !isFree(name); i++) {
            name = wish + i;
        }
        taken.add(name);
        return name;
    }

    boolean isFree(String name) {
        // "yield = 1;" is no assignment: yield begins a statement
        return !taken.contains(name)
                && !CLASSES.contains(name)
                && !SourceVersion.isKeyword(name)
                && !name.equals("yield")
                && !name.equals("_");
    }
}
