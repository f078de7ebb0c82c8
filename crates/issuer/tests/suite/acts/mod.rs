//! Acts, who may do them, and what is published of them: the attacks of guarantees G07 and G08.

mod bodies;
mod courses;
mod holders;
mod leaves;
mod publishing;
mod remembering;
mod ruling;
mod signing;
mod staff;
mod world;
