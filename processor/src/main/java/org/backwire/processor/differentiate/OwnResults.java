package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Returns copies of arrays that are the caller's: a tangent that is passed in is never handed out as one. */
public final class OwnResults {
    private OwnResults() {}

    /**
     * The function with copies of such results.
     *
     * @param parameters the number of the first parameter that must not be handed out
     * @param results the number of the first result that must be the caller's own
     */
    public static Function run(Function function, int parameters, int results) {
        Memory memory = Memory.of(function);
        Set<Object> given = new HashSet<>();
        function.parameters()
                .subList(parameters, function.parameters().size())
                .forEach(parameter -> given.addAll(classes(parameter, memory)));
        RegionBuilder body = new RegionBuilder();
        Copier copier = new Copier();
        List<Value> own = function.parameters().stream().map(Value::fresh).toList();
        for (int i = 0; i < own.size(); i++) {
            copier.define(function.parameters().get(i), own.get(i));
        }
        copier.copyInto(body, function.body());
        List<Value> yields = new ArrayList<>();
        boolean isChanged = false;
        for (int i = 0; i < function.results().size(); i++) {
            Value result = function.results().get(i);
            Value copy = copier.of(result);
            if (i >= results && classes(result, memory).stream().anyMatch(given::contains)) {
                copy = body.value(new Op.DeepCopy(Value.named(result.type(), "dvalue"), copy));
                isChanged = true;
            }
            yields.add(copy);
        }
        return isChanged ? new Function(function.name(), own, body.yielding(yields)) : function;
    }

    /** Those of an array and of its rows. */
    private static Set<Object> classes(Value value, Memory memory) {
        return value.type() instanceof Type.Array ? memory.classesOf(value) : Set.of();
    }
}
