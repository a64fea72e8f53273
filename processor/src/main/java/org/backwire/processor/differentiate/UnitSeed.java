package org.backwire.processor.differentiate;

import java.util.List;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** The gradient itself: the seed, the last parameter, becomes the number 1. */
public final class UnitSeed {
    private UnitSeed() {}

    public static Function run(Function function) {
        return of(function, function.parameters().size() - 1);
    }

    /** @param index the number of the seed among the parameters */
    static Function of(Function function, int index) {
        List<Value> parameters = function.parameters();
        Value seed = parameters.get(index);
        Copier copier = new Copier();
        RegionBuilder body = new RegionBuilder();
        List<Value> rest = parameters.stream()
                .filter(p -> p != seed)
                .map(p -> {
                    Value copy = p.fresh();
                    copier.define(p, copy);
                    return copy;
                })
                .toList();
        Object one = seed.type() == Type.Primitive.FLOAT ? (Object) 1f : (Object) 1.0;
        Value unit = body.value(new Op.Constant(Value.of(seed.type()), one, null, null));
        copier.define(seed, unit);
        copier.copyInto(body, function.body());
        return new Function(function.name(), rest, body.yielding(copier.of(function.results())));
    }
}
