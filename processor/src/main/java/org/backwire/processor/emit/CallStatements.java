package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Writes calls that give several values, of companions and of methods that return records, and calls of parts. */
final class CallStatements {
    private final Statements statements;
    private final Expressions expressions;
    private final Inlining inlining;
    private final Locals locals;

    CallStatements(Statements statements, Expressions expressions, Inlining inlining, Locals locals) {
        this.statements = statements;
        this.expressions = expressions;
        this.inlining = inlining;
        this.locals = locals;
    }

    void write(Op.CallCompanion call, Regions.Node node) {
        Value frame = call.frame();
        if (frame != null) {
            backward(call, expressions.exact(frame).in(Code.PRIMARY), node);
            return;
        }
        Text companion = Text.of("$T", TypeNames.of(call.callee().companion()));
        if (!call.member().returnsRecord()) {
            Text made = Text.of("$L.$L($L)", companion, call.member().title(), arguments(call));
            assign(call.results().get(0), made, node);
            return;
        }
        String name = locals.name(call.callee().title());
        statements.statement(
                Text.of(
                        "$L.$L $N =$W$L.$L($L)",
                        companion,
                        call.member().record(),
                        name,
                        companion,
                        call.member().title(),
                        arguments(call)),
                null);
        takeApart(Text.of("$N", name), call.results(), call.components(), node);
    }

    /** One gradient is returned, several are left in the frame. */
    private void backward(Op.CallCompanion call, Text frame, Regions.Node node) {
        Text made = Text.of("$L.$L($L)", frame, call.member().title(), arguments(call));
        List<Value> results = call.results();
        if (results.size() == 1) {
            assign(results.get(0), made, node);
        } else {
            statements.statement(made, null);
            Callee callee = call.callee();
            List<String> fields = callee.wrt().stream()
                    .map(i -> "." + callee.gradientField(i))
                    .toList();
            takeApart(frame, results, fields, node);
        }
    }

    private void assign(Value result, Text made, Regions.Node node) {
        if (inlining.isUsed(result)) {
            statements.assign(result, new Code(made, Code.PRIMARY, result.type()), node);
        } else {
            statements.statement(made, null);
        }
    }

    private Text arguments(Op.CallCompanion call) {
        return Expressions.joined(expressions.arguments(call.argumentShapes(), call.arguments()));
    }

    /** A method that returns a record. */
    void write(Op.CallDifferentiable call, Shape.Compound record, Regions.Node node) {
        String name = locals.name(call.callee().title());
        Text made = expressions.of(call).text();
        statements.statement(Text.of("$T $N = $L", TypeNames.of(record.type()), name, made), null);
        takeApart(Text.of("$N", name), call.results(), record.paths(), node);
    }

    /** A call that keeps in a frame what its way back needs. */
    void write(Op.CallDifferentiable call, Value frame, Regions.Node node) {
        Callee callee = call.callee();
        Text companion = Text.of("$T", TypeNames.of(callee.companion()));
        List<Code> arguments = expressions.arguments(call.arguments());
        Text receiver = call.takesWorkspace()
                ? Text.of(
                        "$L.frame($L.class, $L::new)",
                        arguments.get(arguments.size() - 1).text(),
                        companion,
                        companion)
                : Text.of("new $L()", companion);
        List<Value> results = call.results().subList(0, callee.result().size());
        boolean isLeft = results.size() > 1 && results.stream().anyMatch(inlining::isUsed);
        if (inlining.isUsed(frame)) { // else nobody goes back
            statements.assign(frame, new Code(receiver, Code.PRIMARY, frame.type()), node);
            receiver = expressions.exact(frame).in(Code.PRIMARY);
        } else if (isLeft) {
            String name = locals.name(callee.title() + "Frame");
            statements.statement(Text.of("$T $N =$W$L", TypeNames.of(frame.type()), name, receiver), null);
            receiver = Text.of("$N", name);
        }
        Text made = Text.of("$L.forward($L)", receiver, Expressions.joined(arguments));
        if (results.size() == 1) {
            assign(results.get(0), made, node);
            return;
        }
        statements.statement(made, null);
        if (isLeft) {
            List<String> fields = IntStream.range(0, results.size())
                    .mapToObj(i -> "." + callee.resultField(i))
                    .toList();
            takeApart(receiver, results, fields, node);
        }
    }

    private void takeApart(Text from, List<Value> results, List<String> components, Regions.Node node) {
        for (int i = 0; i < results.size(); i++) {
            Value result = results.get(i);
            if (inlining.isUsed(result)) {
                Text component = Text.of("$L$L", from, components.get(i));
                statements.assign(result, new Code(component, Code.PRIMARY, result.type()), node);
            }
        }
    }

    void write(Op.CallPart call, Division parts, Regions.Node node) {
        Part part = parts.part(call);
        List<Code> arguments = new ArrayList<>(expressions.arguments(parts.arguments(part)));
        String frame = parts.frameOf(part);
        if (frame != null) {
            arguments.add(new Code(Text.of("$N", frame), Code.PRIMARY, Type.Reference.OBJECT));
        }
        Text code = Text.of("$N($L)", parts.method(part), Expressions.joined(arguments));
        Value returned = parts.returned(part);
        if (returned == null || !inlining.isUsed(returned)) {
            statements.statement(code, null);
        } else {
            statements.assign(returned, new Code(code, Code.PRIMARY, returned.type()), node);
        }
    }
}
