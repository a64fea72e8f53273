package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** The gradient as a function, to be differentiated once more: from P… to the value and the gradient of each parameter. */
public final class GradientFunction {
    private GradientFunction() {}

    /** @param primal from P… to one scalar */
    public static Function of(Function primal, List<Integer> wrt, Optimizations optimizations) {
        int own = primal.parameters().size();
        Function joint = UnitSeed.of(Reverse.again(primal, wrt, optimizations), own);
        return withArrays(joint, primal.parameters(), own, 0, 1, wrt, InPlacePlan.NONE);
    }

    /**
     * The gradient along given ones of the results: from P… and the gradient of each result to the gradient of each parameter.
     */
    public static Function along(Function primal, List<Integer> wrt, Optimizations optimizations) {
        Function joint = Reverse.again(primal, wrt, optimizations);
        int outputs = primal.results().size();
        int own = primal.parameters().size() + outputs;
        return withArrays(joint, primal.parameters(), own, outputs, outputs, wrt, InPlacePlan.NONE);
    }

    /**
     * A call and its way back: from P… and the gradient of each result to the results and the gradient of each parameter, with every
     * backward op behind all forward ops.
     *
     * @param inPlace where the gradient of a result becomes that of an argument; the gradients that are added to follow those of the
     *     results
     */
    public static Function whole(Function primal, List<Integer> wrt, InPlacePlan inPlace, Optimizations optimizations) {
        Function joint = Reverse.ofFrame(primal, wrt, inPlace.written(), optimizations);
        int outputs = primal.results().size();
        int own = primal.parameters().size() + outputs;
        return new MeasuredZeros().function(withArrays(joint, primal.parameters(), own, 0, outputs, wrt, inPlace));
    }

    /**
     * Makes the arrays for the gradients of arrays.
     *
     * @param own the number of the parameters that remain
     * @param from the first result that remains
     * @param scalars the first result that is the gradient of a parameter
     */
    private static Function withArrays(
            Function joint,
            List<Value> primal,
            int own,
            int from,
            int scalars,
            List<Integer> wrt,
            InPlacePlan inPlace) {
        Copier copier = new Copier();
        RegionBuilder body = new RegionBuilder();
        List<Value> parameters = new ArrayList<>();
        for (Value parameter : joint.parameters().subList(0, own)) {
            Value copy = parameter.fresh();
            copier.define(parameter, copy);
            parameters.add(copy);
        }
        Map<Integer, Value> given = new HashMap<>();
        inPlace.written().forEach((result, parameter) -> given.put(parameter, parameters.get(primal.size() + result)));
        List<Value> arrays = new ArrayList<>();
        int next = own;
        for (int index : wrt) {
            Value seed = given.get(index);
            if (seed != null) {
                copier.define(joint.parameters().get(next), seed);
                next++;
            } else if (primal.get(index).type() instanceof Type.Array) {
                Value gradient = joint.parameters().get(next).fresh();
                copier.define(joint.parameters().get(next), gradient);
                next++;
                if (inPlace.added().contains(index)) {
                    parameters.add(gradient);
                } else {
                    body.add(new Op.ZerosLike(gradient, parameters.get(index)));
                    arrays.add(gradient);
                }
            }
        }
        copier.copyInto(body, joint.body());
        List<Value> results = new ArrayList<>(copier.of(joint.results().subList(from, scalars)));
        int scalar = scalars;
        int array = 0;
        for (int index : wrt) {
            if (given.containsKey(index) || inPlace.added().contains(index)) {
                continue;
            }
            boolean isArray = parameters.get(index).type() instanceof Type.Array;
            results.add(
                    isArray ? arrays.get(array++) : copier.of(joint.results().get(scalar++)));
        }
        return new Function(joint.name(), parameters, body.yielding(results));
    }

    /** Makes of their lengths what only needs these. */
    private static final class MeasuredZeros extends Copier {
        @Override
        protected void visit(Op op, RegionBuilder target) {
            if (op instanceof Op.ZerosLike zeros && ((Type.Array) zeros.result().type()).rank() == 1) {
                Value length = target.value(new Op.Length(Value.of(Type.Primitive.INT), of(zeros.array())));
                Value made = zeros.result().fresh();
                define(zeros.result(), made);
                target.add(new Op.NewArray(made, List.of(length)));
            } else {
                super.visit(op, target);
            }
        }
    }
}
