package org.backwire.processor.differentiate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Lets a function that writes to array parameters work on copies: the caller's arrays are never changed. */
public final class CopiedParameters {
    private CopiedParameters() {}

    public static Function run(Function function) {
        Memory memory = Memory.of(function);
        if (function.parameters().stream().noneMatch(p -> isWritten(p, memory))) {
            return function;
        }
        Copier copier = new Copier();
        RegionBuilder body = new RegionBuilder();
        List<Value> parameters =
                function.parameters().stream().map(Value::fresh).toList();
        for (int i = 0; i < parameters.size(); i++) {
            Value parameter = function.parameters().get(i);
            Value stand = parameters.get(i);
            if (isWritten(parameter, memory)) {
                stand = body.value(new Op.DeepCopy(parameter.fresh(), stand));
            }
            copier.define(parameter, stand);
        }
        copier.copyInto(body, function.body());
        return new Function(function.name(), parameters, body.yielding(copier.of(function.results())));
    }

    /** The numbers of the array parameters that a function may write to. */
    public static Set<Integer> written(Function function) {
        Memory memory = Memory.of(function);
        Set<Integer> written = new LinkedHashSet<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            if (isWritten(function.parameters().get(i), memory)) {
                written.add(i);
            }
        }
        return written;
    }

    private static boolean isWritten(Value parameter, Memory memory) {
        return parameter.type() instanceof Type.Array && memory.isEverWritten(parameter);
    }
}
