package org.backwire.processor.source;

import java.util.Map;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Value;

/** Copies a function and gives values their names, which are known only after the ops that define them. */
final class Naming extends Copier {
    private final Map<Value, String> names;

    Naming(Map<Value, String> names) {
        this.names = names;
    }

    @Override
    protected Value renewed(Value value) {
        String name = names.get(value);
        return name == null ? value.fresh() : value.withName(name);
    }
}
