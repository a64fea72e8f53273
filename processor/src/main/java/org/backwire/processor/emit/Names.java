package org.backwire.processor.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Hands out identifiers, each only once: the wish itself if it is free, else with the smallest number behind it. */
final class Names {
    /** Classes whose static members a companion calls: a variable of that name would hide them. */
    static final Set<String> CLASSES = Set.of(
            "Math",
            "StrictMath",
            "Double",
            "Float",
            "Arrays",
            "Objects",
            "System",
            "Shapes",
            "Tape",
            "Bits",
            "StreamSum",
            "Sorting",
            "Workspace");

    private final Set<String> taken;
    /** Classes that are named, too. */
    private final Set<String> classes;
    /** The smallest number that may be free behind a name; names are never given back. */
    private final Map<String, Integer> next;

    Names() {
        this(Set.of());
    }

    /** @param classes that no variable may hide, beside those that any companion may need */
    Names(Set<String> classes) {
        this(Set.of(), classes, Map.of());
    }

    private Names(Set<String> taken, Set<String> classes, Map<String, Integer> next) {
        this.taken = new HashSet<>(taken);
        this.classes = classes;
        this.next = new HashMap<>(next);
    }

    /** An allocator that knows what this one has handed out so far. */
    Names copy() {
        return new Names(taken, classes, next);
    }

    void reserve(String name) {
        taken.add(name);
    }

    String allocate(String wish) {
        String name = wish;
        if (!isFree(wish)) {
            int number = next.getOrDefault(wish, 2);
            while (!isFree(wish + number)) {
                number++;
            }
            next.put(wish, number + 1);
            name = wish + number;
        }
        taken.add(name);
        return name;
    }

    boolean isFree(String name) {
        // "yield = 1;" is no assignment: yield begins a statement
        return !taken.contains(name)
                && !CLASSES.contains(name)
                && !classes.contains(name)
                && !SourceVersion.isKeyword(name)
                && !name.equals("yield")
                && !name.equals("_");
    }
}
